// @ts-check
/** Files beside the notebook, by the front end's own service: it keeps them inside its root. */

import { server } from "./wire.js";

/**
 * Return how to put a text beside the notebook.
 * @param {{resolveUrl: (url: string) => Promise<string>}} resolver
 * @returns {(name: string, text: string) => Promise<void>}
 */
export function writer(resolver) {
  return async (name, text) => {
    const { baseUrl = "/", token = "" } = server();
    const path = (await resolver.resolveUrl(name)).split("/").map(encodeURIComponent).join("/");
    const answer = await fetch(`${baseUrl}api/contents/${path}`, {
      method: "PUT",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        "X-XSRFToken": document.cookie.match("(?:^|; )_xsrf=([^;]*)")?.[1] ?? "",
        ...(token ? { Authorization: `token ${token}` } : {}),
      },
      body: JSON.stringify({ type: "file", format: "text", content: text }),
    });
    if (answer.ok) return;
    const { message = `The server answered ${answer.status}.` } = await answer.json().catch(() => ({}));
    throw new Error(message);
  };
}
