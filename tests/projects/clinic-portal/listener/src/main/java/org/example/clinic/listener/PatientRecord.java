package org.example.clinic.listener;

import java.io.Serializable;
import java.time.LocalDate;

/** The demographics of a PID segment. */
public record PatientRecord(String mrn, String familyName, String givenName, LocalDate birthDate, String ward)
        implements Serializable {

    /** One line for the ward list that is printed at shift change. */
    public String headline() {
        return familyName + ", " + givenName + ", born " + birthDate + ", MRN " + mrn;
    }
}
