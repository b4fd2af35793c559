# A learner's server: Python, JupyterLab and the course's wheel, each at the version in uv.lock.
FROM python:3.13-slim-trixie AS build
RUN python3 -m pip install --no-cache-dir uv==0.13.9
ENV UV_PROJECT_ENVIRONMENT=/opt/trilateral/env \
    UV_PYTHON=/usr/local/bin/python3 \
    UV_PYTHON_DOWNLOADS=never \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1
WORKDIR /build
COPY course/ ./
RUN uv sync --locked --no-editable --group server

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /opt/trilateral/course \
    && git config --system --add safe.directory /opt/trilateral/course/.git \
    && useradd --create-home --uid 1000 learner
COPY --from=build /opt/trilateral/env/ /opt/trilateral/env/
COPY settings/ /opt/trilateral/settings/
COPY course/ /opt/trilateral/course/
RUN chmod -R a+rX /opt/trilateral
ENV PATH=/opt/trilateral/env/bin:$PATH \
    JUPYTER_CONFIG_PATH=/opt/trilateral/settings \
    JUPYTER_PREFER_ENV_PATH=1
USER learner
# The build fails where the course would not work.
WORKDIR /opt/trilateral/course
RUN trilateral doctor
WORKDIR /home/learner
EXPOSE 8888
CMD ["python3", "-m", "trilateral.deploy.home"]
