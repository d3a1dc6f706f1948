/** The one way the front end talks to the BFF. */

import type { Appointment, Message, Note, Patient } from "./types.js";

const BASE = "/bff";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly incident: string | null,
  ) {
    super(`request failed with status ${status}`);
  }
}

async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${BASE}${path}`, {
    ...init,
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", ...init.headers },
  });
  if (!response.ok) {
    throw new ApiError(response.status, response.headers.get("x-incident"));
  }
  return (await response.json()) as T;
}

export function fetchPatient(id: number): Promise<Patient> {
  return request<Patient>(`/patients/${id}`);
}

export function fetchNotes(patientId: number): Promise<Note[]> {
  return request<Note[]>(`/patients/${patientId}/notes`);
}

export function fetchAppointments(patientId: number): Promise<Appointment[]> {
  return request<Appointment[]>(`/patients/${patientId}/appointments`);
}

export function fetchMessages(): Promise<Message[]> {
  return request<Message[]>("/messages");
}

export function cancelAppointment(id: number): Promise<void> {
  return request<void>(`/appointments/${id}`, { method: "DELETE" });
}
