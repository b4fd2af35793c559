// @ts-check
/**
 * Links from a part to other notebooks of the course, in JupyterLab and Notebook 7.
 *
 * @typedef {{resolveUrl: (url: string) => Promise<string>, getDownloadUrl: (path: string) => Promise<string>}} Resolver
 * @typedef {{handleLink: (node: HTMLElement, path: string, id: string) => void}} Handler opens a notebook beside this one
 */

import { notebookPage } from "./quirks.js";
import { home } from "./wire.js";

/**
 * Return what makes an anchor lead to a notebook. Its address is the notebook's own, so that it may be
 * opened in another tab of the browser; a plain click opens it as the front end does.
 * @param {Resolver | null} resolver
 * @param {Handler | null} handler
 * @returns {(anchor: HTMLAnchorElement, path: string) => void}
 */
export function leading(resolver, handler) {
  const notebooks = home() + notebookPage();
  return (anchor, path) => {
    anchor.href = path; // at once, so that the keyboard finds it
    if (!resolver) return;
    resolver.resolveUrl(path).then((place) => {
      anchor.href = `${notebooks}/${place.split("/").map(encodeURIComponent).join("/")}`;
      handler?.handleLink(anchor, place, "");
    });
  };
}
