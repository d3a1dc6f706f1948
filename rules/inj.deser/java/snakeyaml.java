package org.example.clinic.forms;

import java.io.InputStream;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.Constructor;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class FormDefinitions {
    Map<String, Object> upload(InputStream body) {
        Yaml yaml = new Yaml();
        // ruleid: inj.deser.java.snakeyaml
        return yaml.load(body);
    }

    Object direct(String text) {
        // ruleid: inj.deser.java.snakeyaml
        return new Yaml().load(text);
    }

    FormDefinition typed(InputStream body) {
        Yaml yaml = new Yaml(new Constructor(FormDefinition.class, new LoaderOptions()));
        // ruleid: inj.deser.java.snakeyaml
        return yaml.loadAs(body, FormDefinition.class);
    }

    LoaderOptions openOptions() {
        LoaderOptions options = new LoaderOptions();
        // ruleid: inj.deser.java.snakeyaml
        options.setTagInspector(tag -> true);
        return options;
    }

    Map<String, Object> safe(InputStream body) {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        // ok: inj.deser.java.snakeyaml
        return yaml.load(body);
    }

    LoaderOptions narrowOptions() {
        LoaderOptions options = new LoaderOptions();
        // ok: inj.deser.java.snakeyaml
        options.setTagInspector(tag -> tag.getClassName().equals(FormDefinition.class.getName()));
        return options;
    }

    String write(Map<String, Object> form) {
        // ok: inj.deser.java.snakeyaml
        return new Yaml().dump(form);
    }
}
