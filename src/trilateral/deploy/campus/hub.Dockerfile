# The hub: JupyterHub with its proxy, which starts a container for each learner and stops idle ones.
# The versions are those of course/uv.lock, since hub and servers should be of one version.
FROM quay.io/jupyterhub/jupyterhub:6.1.1
RUN python3 -m pip install --no-cache-dir dockerspawner==14.0.0 jupyterhub-idle-culler==2.0.0
WORKDIR /srv/jupyterhub
CMD ["jupyterhub", "--config", "/srv/jupyterhub/jupyterhub_config.py"]
