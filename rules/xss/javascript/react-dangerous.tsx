import DOMPurify from "dompurify";
import React from "react";

const DISCLAIMER = "<em>Not a diagnosis.</em>";

export function Note({ note }: { note: { html: string } }) {
  // ruleid: xss.javascript.react-dangerous
  return <div className="note" dangerouslySetInnerHTML={{ __html: note.html }} />;
}

export function Narrative({ resource }: { resource: { text: { div: string } } }) {
  // ruleid: xss.javascript.react-dangerous
  return <section dangerouslySetInnerHTML={{ __html: resource.text.div }}></section>;
}

export function Title({ name }: { name: string }) {
  // ruleid: xss.javascript.react-dangerous
  return React.createElement("h1", { dangerouslySetInnerHTML: { __html: `<b>${name}</b>` } });
}

export function NoteSafe({ note }: { note: { html: string } }) {
  // ok: xss.javascript.react-dangerous
  return <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(note.html) }} />;
}

export function NarrativeSafe({ div }: { div: string }) {
  const html = DOMPurify.sanitize(div);
  // ok: xss.javascript.react-dangerous
  return <section dangerouslySetInnerHTML={{ __html: html }} />;
}

export function Disclaimer() {
  // ok: xss.javascript.react-dangerous
  return <p dangerouslySetInnerHTML={{ __html: DISCLAIMER }} />;
}

export function Text({ note }: { note: { text: string } }) {
  // ok: xss.javascript.react-dangerous
  return <div>{note.text}</div>;
}
