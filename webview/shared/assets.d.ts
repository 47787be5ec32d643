/** esbuild puts the file's text into the bundle. */
declare module "*.svg" {
  const text: string;
  export default text;
}

/** esbuild gathers the styles of a panel in its `.css`. */
declare module "*.css";
