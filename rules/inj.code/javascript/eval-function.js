const vm = require("vm");

const OPERATIONS = { "+": (a, b) => a + b, "-": (a, b) => a - b };

function bmi(formula, patient) {
  // ruleid: inj.code.javascript.eval-function
  return eval(formula);
}

function score(expression) {
  // ruleid: inj.code.javascript.eval-function
  return new Function("patient", "return " + expression);
}

function filter(code, channel) {
  // ruleid: inj.code.javascript.eval-function
  return vm.runInNewContext(code, { channel });
}

function remind(id) {
  // ruleid: inj.code.javascript.eval-function
  setTimeout("show('" + id + "')", 1000);
}

function parse(text) {
  // ok: inj.code.javascript.eval-function
  return JSON.parse(text);
}

function calculate(symbol, left, right) {
  // ok: inj.code.javascript.eval-function
  return OPERATIONS[symbol](left, right);
}

function constant() {
  // ok: inj.code.javascript.eval-function
  return new Function("return this")();
}

function remindSafely(id) {
  // ok: inj.code.javascript.eval-function
  setTimeout(() => show(id), 1000);
}

function evaluate(model, text) {
  // ok: inj.code.javascript.eval-function
  return model.eval(text);
}
