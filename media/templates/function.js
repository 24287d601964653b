/**
 * Greets somebody by name.
 * @param {string} name - whom to greet
 * @param {'hello' | 'goodbye'} [greeting] - what to say
 * @returns {{ text: string }}
 * @example new_skill({ name: 'Ada' }) // => { text: 'Hello, Ada!' }
 */
export default function new_skill(name, greeting = 'hello') {
  const word = greeting[0].toUpperCase() + greeting.slice(1);
  return { text: `${word}, ${name}!` };
}
