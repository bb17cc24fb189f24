(function () {
  var wanted = null;
  try {
    wanted = localStorage.getItem('troupe.theme');
  } catch (e) {
    /* storage is closed to us: the system's theme */
  }
  var dark = wanted ? wanted === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
