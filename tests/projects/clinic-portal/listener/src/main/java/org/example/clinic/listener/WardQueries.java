package org.example.clinic.listener;

/** Builds the statements of the ward list. */
final class WardQueries {

    private WardQueries() {}

    /** Everyone on a ward, with the name that the sending system uses for it. */
    static String occupants(String ward) {
        StringBuilder sql = new StringBuilder("SELECT mrn, family_name FROM patient WHERE ward = '");
        sql.append(ward).append("' AND discharged_at IS NULL");
        return sql.toString();
    }

    /** The number of occupied beds of all wards. */
    static String census() {
        StringBuilder sql = new StringBuilder("SELECT ward, count(*) FROM patient");
        sql.append(" WHERE discharged_at IS NULL GROUP BY ward");
        return sql.toString();
    }
}
