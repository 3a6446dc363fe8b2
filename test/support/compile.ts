import ts from "typescript";

/**
 * Compiles programs that are texts, and stand for files.
 *
 * @param texts by the files' paths
 * @param old a program of which the parts that are the same are taken over
 */
export function compile(
  texts: ReadonlyMap<string, string>,
  options: ts.CompilerOptions,
  old?: ts.Program,
): ts.Program {
  const host = ts.createCompilerHost(options, true);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...more) => {
    const text = texts.get(file);
    return text === undefined
      ? getSourceFile(file, version, ...more)
      : ts.createSourceFile(file, text, version, true);
  };
  return ts.createProgram([...texts.keys()], options, host, old);
}
