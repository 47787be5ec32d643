/** Packages that a script gets from elsewhere than where Node would look. */
export interface Aliases {
  /** Package name -> file: these always. */
  always: Record<string, string>;
  /** These where the script, or a package it uses, would not find them. */
  missing: Record<string, string>;
}
