package org.example.clinic.db;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;

class Connections {
    private static final String URL = "jdbc:postgresql://db.example.org/clinic";
    private static final String PASSWORD = "EXAMPLE";

    Connection literal() throws Exception {
        // ruleid: secrets.java.connection-literal
        return DriverManager.getConnection(URL, "clinic", "EXAMPLE");
    }

    Connection constant() throws Exception {
        // ruleid: secrets.java.connection-literal
        return DriverManager.getConnection(URL, "clinic", PASSWORD);
    }

    HikariDataSource pool() {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(URL);
        // ruleid: secrets.java.connection-literal
        dataSource.setPassword("EXAMPLE");
        return dataSource;
    }

    Connection environment() throws Exception {
        // ok: secrets.java.connection-literal
        return DriverManager.getConnection(URL, "clinic", System.getenv("DB_PASSWORD"));
    }

    Connection embedded() throws Exception {
        // ok: secrets.java.connection-literal
        return DriverManager.getConnection("jdbc:h2:mem:clinic", "sa", "");
    }

    HikariDataSource given(String secret) {
        HikariDataSource dataSource = new HikariDataSource();
        // ok: secrets.java.connection-literal
        dataSource.setPassword(secret);
        return dataSource;
    }

    void form(PasswordField field) {
        // ok: secrets.java.connection-literal
        field.setPassword("Password");
    }
}
