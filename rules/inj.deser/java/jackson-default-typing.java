package org.example.clinic.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;

class Mappers {
    ObjectMapper old() {
        ObjectMapper mapper = new ObjectMapper();
        // ruleid: inj.deser.java.jackson-default-typing
        mapper.enableDefaultTyping();
        return mapper;
    }

    ObjectMapper open() {
        ObjectMapper mapper = new ObjectMapper();
        // ruleid: inj.deser.java.jackson-default-typing
        mapper.activateDefaultTyping(LaissezFaireSubTypeValidator.instance, ObjectMapper.DefaultTyping.NON_FINAL);
        return mapper;
    }

    ObjectMapper narrow() {
        ObjectMapper mapper = new ObjectMapper();
        // ok: inj.deser.java.jackson-default-typing
        mapper.activateDefaultTyping(
            BasicPolymorphicTypeValidator.builder().allowIfBaseType(Observation.class).build(),
            ObjectMapper.DefaultTyping.NON_FINAL);
        return mapper;
    }
}

class Envelope {
    // ruleid: inj.deser.java.jackson-default-typing
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "type")
    Object payload;

    // ok: inj.deser.java.jackson-default-typing
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = LabResult.class, name = "lab")})
    Observation observation;

    // ok: inj.deser.java.jackson-default-typing
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    Observation plain;
}
