/** Wristbands: a small page in a frame of its own, sent to the printer. */

import type { Patient } from "../api/types.js";

export function printWristband(patient: Patient): void {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const page = frame.contentDocument;
  if (page === null) {
    frame.remove();
    return;
  }
  const line = page.createElement("p");
  line.textContent = `${patient.familyName} ${patient.givenName} ${patient.mrn}`;
  page.body.append(line);
  frame.contentWindow?.print();
  frame.remove();
}
