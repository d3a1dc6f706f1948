package org.example.clinic.transfer;

import com.esotericsoftware.kryo.Kryo;
import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.security.AnyTypePermission;
import java.beans.XMLDecoder;
import java.io.InputStream;
import java.io.ObjectInput;

class OrderImport {
    Object legacy(InputStream body) {
        XMLDecoder decoder = new XMLDecoder(body);
        // ruleid: inj.deser.java.xstream-xmldecoder
        return decoder.readObject();
    }

    XStream open() {
        XStream xstream = new XStream();
        // ruleid: inj.deser.java.xstream-xmldecoder
        xstream.addPermission(AnyTypePermission.ANY);
        // ruleid: inj.deser.java.xstream-xmldecoder
        xstream.allowTypesByWildcard(new String[] {"org.example.**", "**"});
        return xstream;
    }

    Kryo cache() {
        Kryo kryo = new Kryo();
        // ruleid: inj.deser.java.xstream-xmldecoder
        kryo.setRegistrationRequired(false);
        return kryo;
    }

    XStream closed() {
        XStream xstream = new XStream();
        // ok: inj.deser.java.xstream-xmldecoder
        xstream.allowTypes(new Class[] {LabOrder.class});
        // ok: inj.deser.java.xstream-xmldecoder
        xstream.allowTypesByWildcard(new String[] {"org.example.clinic.dto.*"});
        return xstream;
    }

    Kryo registered() {
        Kryo kryo = new Kryo();
        // ok: inj.deser.java.xstream-xmldecoder
        kryo.setRegistrationRequired(true);
        kryo.register(LabOrder.class);
        return kryo;
    }

    Object other(LabOrderReader reader) {
        // ok: inj.deser.java.xstream-xmldecoder
        return reader.readObject();
    }
}
