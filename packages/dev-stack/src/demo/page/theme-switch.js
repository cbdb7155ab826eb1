// The theme switch of the page; knows nothing of what else wants to know the theme.

/**
 * Brings the radio buttons to life. `onTheme` hears the theme, `auto`, `light` or `dark`, now and at each change.
 */
export function startThemeSwitch(onTheme) {
  const root = document.documentElement;
  const apply = (theme) => {
    root.dataset.theme = theme;
    onTheme(theme);
  };
  for (const input of document.querySelectorAll('.theme input')) {
    input.checked = input.value === root.dataset.theme;
    input.onchange = () => {
      localStorage.setItem('harbor.theme', input.value);
      apply(input.value);
    };
  }
  apply(root.dataset.theme);
}
