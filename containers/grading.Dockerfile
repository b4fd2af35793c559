# Grading with the sandbox on, for macOS and Windows: docs/instructor/hub.md says how to use it.
# It holds Python and the packages of uv.lock. Solutions and submissions stay in your folder, which a
# run sees as /course.
FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libseccomp2 \
    && rm -rf /var/lib/apt/lists/* \
    && python3 -m pip install --no-cache-dir uv==0.13.9
ENV UV_PROJECT_ENVIRONMENT=/opt/trilateral \
    UV_PYTHON=/usr/local/bin/python3 \
    UV_PYTHON_DOWNLOADS=never \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1
WORKDIR /build
COPY pyproject.toml uv.lock README.md LICENSE LICENSE-content ./
COPY src/ src/
COPY data/ data/
RUN uv sync --locked --no-editable --extra grading --no-cache && chmod -R a+rX /opt/trilateral
# The user who runs it may have no home in the image.
ENV PATH=/opt/trilateral/bin:$PATH \
    HOME=/tmp
WORKDIR /course
CMD ["trilateral", "doctor"]
