package org.example.clinic.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.NoValidation;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

class Parsers {
    HapiContext open() {
        HapiContext context = new DefaultHapiContext();
        // ruleid: health.hl7v2.java.hapi-v2-no-validation
        context.setValidationContext(ValidationContextFactory.noValidation());
        return context;
    }

    PipeParser old() {
        PipeParser parser = new PipeParser();
        // ruleid: health.hl7v2.java.hapi-v2-no-validation
        parser.setValidationContext(new NoValidation());
        return parser;
    }

    void configured(HapiContext context) {
        // ruleid: health.hl7v2.java.hapi-v2-no-validation
        context.getParserConfiguration().setValidating(false);
    }

    HapiContext checked() {
        HapiContext context = new DefaultHapiContext();
        // ok: health.hl7v2.java.hapi-v2-no-validation
        context.setValidationContext(ValidationContextFactory.defaultValidation());
        return context;
    }

    HapiContext own(LabRules rules) {
        // ok: health.hl7v2.java.hapi-v2-no-validation
        return new DefaultHapiContext(ValidationContextFactory.fromBuilder(rules));
    }

    void xml(javax.xml.parsers.DocumentBuilderFactory factory) {
        // ok: health.hl7v2.java.hapi-v2-no-validation
        factory.setValidating(false);
    }

    void configuredChecked(HapiContext context) {
        // ok: health.hl7v2.java.hapi-v2-no-validation
        context.getParserConfiguration().setValidating(true);
    }
}
