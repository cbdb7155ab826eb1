// Applies the chosen theme before the first paint; a classic script on purpose, since modules run after it.
document.documentElement.dataset.theme = localStorage.getItem('harbor.theme') ?? 'auto';
