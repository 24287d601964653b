/** The names that a skill's code uses, without a syntax tree: what people remember of code that they look for. */

/** Comments and strings come first, so that nothing in them counts as code. */
const pieces =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?|([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu;

const common = new Set(
  `async await break case catch class const continue debugger default delete do else export extends false finally for
  from function if import in instanceof interface let new null number of return static string super switch this throw
  true try type typeof undefined var void while yield boolean callSkill skills console log length push map filter
  Object Array Math JSON Promise String Number Boolean Error`.split(/\s+/),
);
const most = 200;

/** Each once, in the order in which they come; the commonest words of the language are left out. */
export function identifiersOf(code: string): readonly string[] {
  const found = new Set<string>();
  for (const [, name] of code.matchAll(pieces)) {
    if (name === undefined || name.length < 2 || common.has(name)) continue;
    found.add(name);
    if (found.size >= most) break;
  }
  return [...found];
}
