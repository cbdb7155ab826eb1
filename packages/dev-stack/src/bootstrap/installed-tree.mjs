// Compares npm's record of an installed tree with a lock file; it reads no file itself.

/**
 * Whether everything that the lock file asks for is in the installed tree, in exactly that version.
 * Optional packages may be missing: most of them are for other platforms.
 *
 * @param {string} installed the text of node_modules/.package-lock.json
 * @param {string} lock the text of package-lock.json
 * @returns {boolean}
 */
export function coversLock(installed, lock) {
  const have = packagesOf(installed);
  const want = packagesOf(lock);
  if (have === undefined || want === undefined) return false;
  return Object.entries(want).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = have[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function packagesOf(text) {
  try {
    return JSON.parse(text).packages;
  } catch {
    return undefined;
  }
}
