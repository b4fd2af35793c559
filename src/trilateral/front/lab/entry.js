// @ts-check
/**
 * What JupyterLab and Notebook 7 load: a mime renderer as a prebuilt extension, written by hand in
 * the form of a webpack container. It is a classic script, because they load it as one; all else
 * is in ES modules beside it.
 */
(() => {
  const NAME = "trilateral";
  const MIME = "application/vnd.trilateral.part+json";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const home = new URL("./", script.src).href;
  const started = import(`${home}start.js`);
  /** @type {any} */ let scope;

  /**
   * Return the copy of a shared library that the front end itself uses.
   * @param {string} name
   */
  const shared = async (name) => {
    const versions = /** @type {any[]} */ (Object.values(scope[name] ?? {}));
    const copy = versions.find((version) => version.loaded) ?? versions[0];
    return (await copy.get())();
  };

  const mimeExtension = async () => {
    const { Widget } = await shared("@lumino/widgets");

    class PartWidget extends Widget {
      /** @param {any} options */
      constructor(options) {
        super();
        this.page = { resolver: options.resolver, linkHandler: options.linkHandler, text: "" };
        this.addClass("trilateral");
      }

      /** @param {any} model */
      async renderModel(model) {
        const part = model.data[MIME];
        const text = JSON.stringify(part);
        if (text === this.page.text) return; // Lab renders again what has not changed, or what the part itself has
        this.page.text = text;
        this.end?.();
        try {
          const { show } = await started;
          if (!this.isDisposed) this.end = show(this.node, part, this.page, model.data["text/html"]);
        } catch (error) {
          console.error(error);
          this.page.text = "";
          this.node.textContent = "The course's page files could not be loaded. Reload this page.";
        }
      }

      dispose() {
        this.end?.();
        super.dispose();
      }
    }

    const extension = {
      id: `${NAME}:part`,
      dataType: "json",
      rank: -100,
      rendererFactory: {
        // Drawn in a notebook that nobody trusts yet, too: what is drawn is built from an allow
        // list of elements (html.js), and no code or style is taken from the data.
        safe: true,
        mimeTypes: [MIME],
        createRenderer: (/** @type {any} */ options) => new PartWidget(options),
      },
    };
    return { __esModule: true, default: extension };
  };

  const courseExtension = async () => {
    const libraries = ["@jupyterlab/notebook", "@jupyterlab/application"].map(shared);
    const [{ plugin }, notebook, application] = await Promise.all([import(`${home}course.js`), ...libraries]);
    return { __esModule: true, default: plugin(notebook, application) };
  };

  const containers = /** @type {any} */ (window);
  containers._JUPYTERLAB = containers._JUPYTERLAB ?? {};
  containers._JUPYTERLAB[NAME] = {
    init: (/** @type {any} */ shareScope) => {
      scope = shareScope;
    },
    get: async (/** @type {string} */ name) => {
      const module = name === "./extension" ? await courseExtension() : await mimeExtension();
      return () => module;
    },
  };
})();
