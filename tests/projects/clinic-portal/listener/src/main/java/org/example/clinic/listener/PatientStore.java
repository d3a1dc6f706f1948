package org.example.clinic.listener;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Writes admissions to the portal's database and answers the ward list. */
public final class PatientStore {

    private static final String COLUMNS = "mrn, family_name, given_name, birth_date, ward";

    private final DataSource dataSource;

    public PatientStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Insert a patient, or update the ward of a known one. */
    public void save(PatientRecord patient) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                // near-miss: sql-injection
                PreparedStatement insert = connection.prepareStatement("INSERT INTO patient (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (mrn) DO UPDATE SET ward = excluded.ward")) {
            insert.setString(1, patient.mrn());
            insert.setString(2, patient.familyName());
            insert.setString(3, patient.givenName());
            insert.setObject(4, patient.birthDate());
            insert.setString(5, patient.ward());
            insert.executeUpdate();
        }
    }

    /** Whether a medical record number is known. */
    public boolean exists(String mrn) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                // planted: sql-injection
                ResultSet rows = statement.executeQuery("SELECT 1 FROM patient WHERE mrn = '" + mrn + "'")) {
            return rows.next();
        }
    }

    /** The record numbers of the patients on a ward. */
    public List<String> onWard(String ward) throws SQLException {
        String sql = WardQueries.occupants(ward);
        List<String> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                // planted-flow: sql-injection
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString("mrn"));
            }
        }
        return found;
    }

    /** Occupied beds of the house. */
    public int census() throws SQLException {
        String sql = WardQueries.census();
        int beds = 0;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                // near-miss: sql-injection
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                beds += rows.getInt(2);
            }
        }
        return beds;
    }
}
