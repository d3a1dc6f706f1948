import { useEffect, useState } from "react";

import { cancelAppointment, fetchAppointments } from "../api/client.js";
import type { Appointment } from "../api/types.js";

export function AppointmentList({ patientId }: { patientId: number }) {
  const [appointments, setAppointments] = useState<Appointment[]>([]);

  useEffect(() => {
    fetchAppointments(patientId).then(setAppointments, () => setAppointments([]));
  }, [patientId]);

  const cancel = async (id: number) => {
    await cancelAppointment(id);
    setAppointments((list) => list.filter((appointment) => appointment.id !== id));
  };

  if (appointments.length === 0) {
    return <p>No appointments</p>;
  }
  return (
    <table>
      <thead>
        <tr>
          <th>Time</th>
          <th>Room</th>
          <th>Clinician</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {appointments.map((appointment) => (
          <tr key={appointment.id}>
            <td>{new Date(appointment.startsAt).toLocaleString()}</td>
            <td>{appointment.room}</td>
            <td>{appointment.clinicianName}</td>
            <td>
              <button onClick={() => void cancel(appointment.id)}>Cancel</button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
