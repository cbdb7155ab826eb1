// Single icons of lucide: the package's own types cover only its index, which would pull in all of them.

declare module 'lucide/dist/esm/icons/*.mjs' {
  const icon: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
  export default icon;
}
