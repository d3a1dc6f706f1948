package org.example.clinic.dao;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class PatientDao {
    private static final String COLUMNS = "id, family_name, ward";
    private final Connection connection;

    PatientDao(Connection connection) {
        this.connection = connection;
    }

    ResultSet byRecordNumber(String mrn) throws SQLException {
        Statement statement = connection.createStatement();
        // ruleid: inj.sql.java.jdbc-concat
        return statement.executeQuery("SELECT * FROM patient WHERE mrn = '" + mrn + "'");
    }

    ResultSet byWard(String ward) throws SQLException {
        String sql = "SELECT id FROM admission WHERE ward = '" + ward + "' ORDER BY bed";
        try (Statement statement = connection.createStatement()) {
            // ruleid: inj.sql.java.jdbc-concat
            return statement.executeQuery(sql);
        }
    }

    void discharge(String visit) throws SQLException {
        // ruleid: inj.sql.java.jdbc-concat
        connection.createStatement().executeUpdate(String.format("UPDATE visit SET closed = 1 WHERE no = '%s'", visit));
        // ruleid: inj.sql.java.jdbc-concat
        PreparedStatement half = connection.prepareStatement("DELETE FROM hold WHERE visit = '" + visit + "'");
        half.execute();
    }

    ResultSet columns(String mrn) throws SQLException {
        // ok: inj.sql.java.jdbc-concat
        PreparedStatement query = connection.prepareStatement("SELECT " + COLUMNS + " FROM patient WHERE mrn = ?");
        query.setString(1, mrn);
        return query.executeQuery();
    }

    ResultSet longText() throws SQLException {
        // ok: inj.sql.java.jdbc-concat
        return connection.createStatement().executeQuery("SELECT id, ward " + "FROM admission " + "WHERE closed = 0");
    }

    ResultSet fromOtherClass() throws SQLException {
        // ok: inj.sql.java.jdbc-concat
        return connection.createStatement().executeQuery("SELECT id FROM " + Tables.ADMISSION + " WHERE closed = 0");
    }

    ResultSet byKey(long key) throws SQLException {
        // ok: inj.sql.java.jdbc-concat
        return connection.createStatement().executeQuery("SELECT ward FROM admission WHERE id = " + key);
    }

    ResultSet mixed(Integer ward, String name) throws SQLException {
        String sql = "SELECT id FROM admission WHERE ward = " + ward + " AND name = '" + name + "'";
        // ruleid: inj.sql.java.jdbc-concat
        return connection.createStatement().executeQuery(sql);
    }

    ResultSet numbers(Integer ward, int bed) throws SQLException {
        String sql = "SELECT id FROM admission WHERE ward = " + ward + " AND bed = " + bed + " AND closed = 0";
        // ok: inj.sql.java.jdbc-concat
        return connection.createStatement().executeQuery(sql);
    }

    void keep(Integer nights, String table) throws SQLException {
        // ok: inj.sql.java.jdbc-concat
        connection.prepareStatement("DELETE FROM visit WHERE age > " + nights + " AND kept = ?");
        // ok: inj.sql.java.jdbc-concat
        connection.prepareStatement("DELETE FROM " + table + " WHERE kept = ?");
    }

    ResultSet filtered(String ward) throws SQLException {
        String sql = "SELECT id FROM admission WHERE closed = 0";
        if (ward != null) {
            sql += " AND ward = '" + ward + "'";
        }
        // ruleid: inj.sql.java.jdbc-concat
        return connection.createStatement().executeQuery(sql);
    }

    PreparedStatement filteredBound(String ward) throws SQLException {
        String sql = "SELECT id FROM admission WHERE closed = 0";
        if (ward != null) {
            sql += " AND ward = ?";
        }
        // ok: inj.sql.java.jdbc-concat
        return connection.prepareStatement(sql);
    }

    void otherExecute(TaskRunner runner, String name) {
        // ok: inj.sql.java.jdbc-concat
        runner.execute("nightly-" + name);
    }
}
