// @ts-check
/** What happens beside this page: other tabs of the browser, and other notebooks' kernels. */

/**
 * Return the way to the other tabs on the same server, or none where a browser has none.
 * @param {string} server its address
 * @returns {import("./records.js").Tabs | undefined}
 */
export function otherTabs(server) {
  if (typeof BroadcastChannel === "undefined") return undefined;
  const channel = new BroadcastChannel(`trilateral/statements ${server}`);
  return {
    tell: (statement) => channel.postMessage(statement),
    listen: (hear) =>
      channel.addEventListener("message", ({ data }) => {
        if (typeof data?.id === "string") hear(data);
      }),
  };
}

/**
 * Read the records again whenever the learner comes back to this page, or the network does.
 * Returns how to stop that.
 * @param {import("./records.js").Records} records
 */
export function keepUp(records) {
  const look = () => {
    if (document.visibilityState === "visible") records.load();
  };
  window.addEventListener("focus", look);
  window.addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  return () => {
    window.removeEventListener("focus", look);
    window.removeEventListener("online", look);
    document.removeEventListener("visibilitychange", look);
  };
}
