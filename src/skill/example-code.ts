/** The code of an `@example`, as JSDoc and Markdown let authors frame it. */

const frames = /<caption>.*?<\/caption>|^[ \t]*```[^\n]*$/gms;

/** The example with captions and fences blanked: every offset stays the same. */
export function exampleCode(text: string): string {
  if (!text.includes('<caption>') && !text.includes('```')) return text;
  return text.replace(frames, frame => frame.replace(/[^\n]/g, ' '));
}
