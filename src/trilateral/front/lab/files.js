// @ts-check
/** Files beside the notebook, by the server's own service: it keeps them inside its root. */

import { home, request } from "./server.js";

/**
 * Return how to put a text beside the notebook.
 * @param {{resolveUrl: (url: string) => Promise<string>}} resolver
 * @returns {(name: string, text: string) => Promise<void>}
 */
export function writer(resolver) {
  return async (name, text) => {
    const path = (await resolver.resolveUrl(name)).split("/").map(encodeURIComponent).join("/");
    const body = JSON.stringify({ type: "file", format: "text", content: text });
    await request(`${home()}api/contents/${path}`, { method: "PUT", body });
  };
}
