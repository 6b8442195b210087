// Which addresses from seeds may become links.

/**
 * The address when it is http or https after parsing, else null.
 * @param {string} text @returns {string | null}
 */
export function safeUrl(text) {
  if (!text.trim()) return null;
  try {
    const url = new URL(text.trim());
    return (url.protocol === "http:" || url.protocol === "https:") && url.hostname ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link of this site: relative, without a scheme or host of its own.
 * @param {string} text @returns {string | null}
 */
export function pageUrl(text) {
  return /^[\w-][\w.-]*(\/[\w.-]+)*(#.*)?$/.test(text) && !text.includes("..") ? text : safeUrl(text);
}
