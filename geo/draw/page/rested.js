// What need not keep up with a drag: done once it rests.

const REST = 80; // ms: a few frames

/** @param {() => void} act @returns {() => void} each call puts off what the calls before asked for */
export function rested(act) {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, REST);
  };
}
