package org.example.clinic.dao;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaQuery;
import java.util.List;
import org.hibernate.Session;

class EncounterRepository {
    private static final String BASE = "select e from Encounter e";
    private EntityManager entityManager;
    private Session session;

    List<Encounter> byWard(String ward) {
        // ruleid: inj.sql.java.jpa-query
        return entityManager.createQuery("select e from Encounter e where e.ward = '" + ward + "'", Encounter.class)
            .getResultList();
    }

    List<?> byCode(String code) {
        // ruleid: inj.sql.java.jpa-query
        return session.createSQLQuery("SELECT * FROM diagnosis WHERE code LIKE '" + code + "%'").list();
    }

    int close(String room) {
        String hql = String.format("update Visit v set v.open = false where v.room = '%s'", room);
        // ruleid: inj.sql.java.jpa-query
        return entityManager.createNativeQuery(hql).executeUpdate();
    }

    List<Encounter> byWardBound(String ward) {
        // ok: inj.sql.java.jpa-query
        return entityManager.createQuery(BASE + " where e.ward = :ward", Encounter.class)
            .setParameter("ward", ward).getResultList();
    }

    List<Encounter> generic(Class<?> entityClass, Visit visit) {
        // ok: inj.sql.java.jpa-query
        return entityManager.createQuery("from " + entityClass.getName() + " e where e.visit = " + visit.getId(), Encounter.class)
            .getResultList();
    }

    List<Encounter> all() {
        // ok: inj.sql.java.jpa-query
        return entityManager.createQuery("select e from Encounter e " + "where e.voided = false", Encounter.class).getResultList();
    }

    List<Encounter> byCriteria(CriteriaQuery<Encounter> criteria) {
        // ok: inj.sql.java.jpa-query
        return entityManager.createQuery(criteria).getResultList();
    }

    List<Encounter> named(String suffix) {
        // ok: inj.sql.java.jpa-query
        return entityManager.createNamedQuery("Encounter." + suffix, Encounter.class).getResultList();
    }
}
