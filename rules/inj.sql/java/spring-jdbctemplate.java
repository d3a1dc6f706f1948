package org.example.clinic.dao;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class LabResultDao {
    private final JdbcTemplate jdbcTemplate;
    private final NamedParameterJdbcTemplate named;

    List<Map<String, Object>> byPatient(String mrn) {
        // ruleid: inj.sql.java.spring-jdbctemplate
        return jdbcTemplate.queryForList("SELECT * FROM lab_result WHERE mrn = '" + mrn + "'");
    }

    int correct(String value, String order) {
        String sql = "UPDATE lab_result SET value = '" + value + "' WHERE order_no = '" + order + "'";
        // ruleid: inj.sql.java.spring-jdbctemplate
        return jdbcTemplate.update(sql);
    }

    List<Map<String, Object>> sorted(String column) {
        // ruleid: inj.sql.java.spring-jdbctemplate
        return named.queryForList(String.format("SELECT * FROM lab_result ORDER BY %s", column), Map.of());
    }

    List<Map<String, Object>> bound(String mrn) {
        // ok: inj.sql.java.spring-jdbctemplate
        return jdbcTemplate.queryForList("SELECT * FROM lab_result " + "WHERE mrn = ?", mrn);
    }

    List<Map<String, Object>> boundByName(String mrn) {
        // ok: inj.sql.java.spring-jdbctemplate
        return named.queryForList("SELECT * FROM lab_result WHERE mrn = :mrn", Map.of("mrn", mrn));
    }

    void cache(Cache cache, String key) {
        // ok: inj.sql.java.spring-jdbctemplate
        cache.update("select-" + key);
    }

    void search(SearchIndex index, String text) {
        // ok: inj.sql.java.spring-jdbctemplate
        index.query("from wards where text: " + text);
    }
}
