// A file that was cut off has lost the script that would say so: what still stands here when all is read, is shown.
addEventListener("load", () => document.getElementById("unread")?.removeAttribute("hidden"));
