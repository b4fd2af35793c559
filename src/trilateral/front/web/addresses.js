// @ts-check
/** Where a file of the course is in this edition, from its place seen from a lesson. */

/**
 * Return a page's or a picture's address within the edition; `trilateral.site.addresses` has the same.
 * @param {string} path such as `03_coercion.ipynb`, seen from the folder of the lessons
 */
export function pageOf(path) {
  const [file, rest = ""] = path.split("#");
  const anchor = rest && `#${rest}`;
  const name = file.split("/").pop() ?? "";
  if (file.endsWith(".svg")) return `pictures/${name}`;
  const page = name.replace(/\.ipynb$/, ".html");
  if (name === "home.ipynb") return `index.html${anchor}`;
  return `${file.includes("exercises/") ? "exercises" : "lessons"}/${page}${anchor}`;
}
