const LIMIT = 150;

async function heavy(patients, limit) {
  // ruleid: inj.nosql.javascript.mongo-where
  return patients.find({ $where: `this.weight > ${limit}` }).toArray();
}

async function named(Patient, name) {
  // ruleid: inj.nosql.javascript.mongo-where
  return Patient.find({ ward: "icu", $where: "this.family == '" + name + "'" });
}

async function chained(Patient, field) {
  const code = "this." + field + " != null";
  // ruleid: inj.nosql.javascript.mongo-where
  return Patient.find().$where(code);
}

async function heavySafe(patients, limit) {
  // ok: inj.nosql.javascript.mongo-where
  return patients.find({ weight: { $gt: Number(limit) } }).toArray();
}

async function constant(patients) {
  // ok: inj.nosql.javascript.mongo-where
  return patients.find({ $where: "this.admitted > this.discharged" }).toArray();
}

async function withConstant(patients) {
  // ok: inj.nosql.javascript.mongo-where
  return patients.find({ $where: `this.weight > ${LIMIT}` }).toArray();
}
