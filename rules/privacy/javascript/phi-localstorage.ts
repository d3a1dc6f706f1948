interface Patient {
  id: string;
  name: string;
  diagnosis: string;
}

export function remember(patient: Patient, results: string[]) {
  // ruleid: privacy.javascript.phi-localstorage
  localStorage.setItem("selectedPatient", JSON.stringify(patient));
  // ruleid: privacy.javascript.phi-localstorage
  sessionStorage.setItem("chart.lab_results", JSON.stringify(results));
  // ruleid: privacy.javascript.phi-localstorage
  localStorage.diagnosis = patient.diagnosis;
  // ruleid: privacy.javascript.phi-localstorage
  window.localStorage["mrn"] = patient.id;
}

export function settings(columns: string[], store: Map<string, Patient>, patient: Patient) {
  // ok: privacy.javascript.phi-localstorage
  localStorage.setItem("patientListColumns", JSON.stringify(columns));
  // ok: privacy.javascript.phi-localstorage
  localStorage.setItem("patient_page_size", "25");
  // ok: privacy.javascript.phi-localstorage
  localStorage.removeItem("selectedPatient");
  // ok: privacy.javascript.phi-localstorage
  store.set("selectedPatient", patient);
}
