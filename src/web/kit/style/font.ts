/** The page brings its own Chinese letters, so that it reads alike on a machine without any. */
import '@fontsource-variable/noto-sans-sc';
