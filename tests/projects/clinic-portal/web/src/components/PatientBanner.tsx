import type { Patient } from "../api/types.js";
import { printWristband } from "../dom/print.js";

export function PatientBanner({ patient }: { patient: Patient }) {
  const open = () => {
    // planted: phi-in-log
    console.log("chart opened", patient.familyName, patient.birthDate, patient.mrn);
    printWristband(patient);
  };

  const refresh = () => {
    // near-miss: phi-in-log
    console.log("chart refreshed, patient name and MRN are shown in the banner");
    window.location.reload();
  };

  return (
    <header>
      {/* near-miss: xss */}
      <h1>{`${patient.familyName}, ${patient.givenName}`}</h1>
      <dl>
        <dt>MRN</dt>
        <dd>{patient.mrn}</dd>
        <dt>Date of birth</dt>
        <dd>{patient.birthDate}</dd>
      </dl>
      <button onClick={open}>Print wristband</button>
      <button onClick={refresh}>Refresh</button>
    </header>
  );
}
