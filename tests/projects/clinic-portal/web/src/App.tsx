import { useEffect, useState } from "react";

import { fetchPatient } from "./api/client.js";
import type { Patient } from "./api/types.js";
import { AppointmentList } from "./components/AppointmentList.js";
import { Inbox } from "./components/Inbox.js";
import { NoteView } from "./components/NoteView.js";
import { PatientBanner } from "./components/PatientBanner.js";
import { IdleWatch, signOut } from "./session.js";

export function App({ patientId }: { patientId: number }) {
  const [patient, setPatient] = useState<Patient | null>(null);

  useEffect(() => {
    const watch = new IdleWatch(() => void signOut());
    watch.start();
    return () => watch.stop();
  }, []);

  useEffect(() => {
    let current = true;
    fetchPatient(patientId).then(
      (loaded) => current && setPatient(loaded),
      () => current && setPatient(null),
    );
    return () => {
      current = false;
    };
  }, [patientId]);

  if (patient === null) {
    return <p>Loading the chart</p>;
  }
  return (
    <main>
      <PatientBanner patient={patient} />
      <AppointmentList patientId={patient.id} />
      <NoteView patientId={patient.id} />
      <Inbox />
    </main>
  );
}
