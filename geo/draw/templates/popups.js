// folium's popups are made by `$(html)[0]`: this is all of jQuery that they need.
window.$ = (html) => document.createRange().createContextualFragment(html.trim()).children;
