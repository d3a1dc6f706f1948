const libxmljs = require("libxmljs2");
const { editor } = require("./editor");

function parseCda(text) {
  // ruleid: inj.xxe.javascript.libxmljs-noent
  return libxmljs.parseXml(text, { noent: true });
}

function parseWithDtd(text) {
  // ruleid: inj.xxe.javascript.libxmljs-noent
  return libxmljs.parseXmlString(text, { nonet: true, dtdload: true });
}

async function parseLarge(text) {
  // ruleid: inj.xxe.javascript.libxmljs-noent
  return libxmljs.parseXmlAsync(text, { nonet: false });
}

function parseSafe(text) {
  // ok: inj.xxe.javascript.libxmljs-noent
  return libxmljs.parseXml(text, { nonet: true, noblanks: true });
}

function explicit(text) {
  // ok: inj.xxe.javascript.libxmljs-noent
  return libxmljs.parseXml(text, { noent: false });
}

function edit(text) {
  // ok: inj.xxe.javascript.libxmljs-noent
  return editor.open(text, { noent: true });
}
