/** Shapes that the API sends; dates are ISO 8601 strings. */

export interface Patient {
  id: number;
  mrn: string;
  familyName: string;
  givenName: string;
  birthDate: string;
  phone: string | null;
}

export interface Appointment {
  id: number;
  startsAt: string;
  room: string;
  clinicianName: string;
  status: "booked" | "cancelled" | "no-show";
}

export interface Note {
  id: number;
  author: string;
  writtenAt: string;
  /** Rich text as the clinician's editor produced it. */
  html: string;
}

export interface Message {
  id: number;
  subject: string;
  body: string;
}
