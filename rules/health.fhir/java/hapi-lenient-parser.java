package org.example.clinic.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.server.interceptor.RequestValidatingInterceptor;
import ca.uhn.fhir.validation.ResultSeverityEnum;

class Contexts {
    FhirContext lenient() {
        FhirContext context = FhirContext.forR4();
        // ruleid: health.fhir.java.hapi-lenient-parser
        context.setParserErrorHandler(new LenientErrorHandler().setErrorOnInvalidValue(false));
        return context;
    }

    LenientErrorHandler silent() {
        // ruleid: health.fhir.java.hapi-lenient-parser
        return new LenientErrorHandler().disableAllErrors();
    }

    void interceptor(RequestValidatingInterceptor interceptor) {
        // ruleid: health.fhir.java.hapi-lenient-parser
        interceptor.setFailOnSeverity(ResultSeverityEnum.FATAL);
    }

    FhirContext strict() {
        FhirContext context = FhirContext.forR4();
        // ok: health.fhir.java.hapi-lenient-parser
        context.setParserErrorHandler(new StrictErrorHandler());
        return context;
    }

    LenientErrorHandler checked() {
        // ok: health.fhir.java.hapi-lenient-parser
        return new LenientErrorHandler().setErrorOnInvalidValue(true);
    }

    void interceptorChecked(RequestValidatingInterceptor interceptor) {
        // ok: health.fhir.java.hapi-lenient-parser
        interceptor.setFailOnSeverity(ResultSeverityEnum.ERROR);
    }
}
