import DOMPurify from "dompurify";

const ICON = "<i class='alert'></i>";

function header(element, patient) {
  // ruleid: xss.javascript.dom-sinks
  element.innerHTML = `<h1>${patient.familyName}</h1>`;
}

function rows(table, notes) {
  const html = "<tr><td>" + notes[0].text + "</td></tr>";
  // ruleid: xss.javascript.dom-sinks
  table.insertAdjacentHTML("beforeend", html);
}

function message() {
  // ruleid: xss.javascript.dom-sinks
  document.write(decodeURIComponent(location.hash.slice(1)));
}

function badge(patient) {
  // ruleid: xss.javascript.dom-sinks
  $("#badge").html("<b>" + patient.familyName + "</b>");
}

function headerSafe(element, patient) {
  // ok: xss.javascript.dom-sinks
  element.textContent = `${patient.familyName}`;
}

function note(element, text) {
  // ok: xss.javascript.dom-sinks
  element.innerHTML = `<p>${DOMPurify.sanitize(text)}</p>`;
}

function count(element, orders) {
  // ok: xss.javascript.dom-sinks
  element.innerHTML = `<b>${orders.length}</b>`;
}

function alert(element) {
  // ok: xss.javascript.dom-sinks
  element.innerHTML = ICON + "<span>Allergy</span>";
}

function clear(element) {
  // ok: xss.javascript.dom-sinks
  element.innerHTML = "";
}
