//! Envelopes: the specification's own vector, and everything that makes one worthless.

use crate::key;
use serde_json::{Value, json};
use wardline_evidence::{
    Envelope, EnvelopeError, MAX_EVIDENCE, PAYLOAD_TYPE, PrivateKey, PublicKey, VerifyError, pae, sign, verify,
};

const PAYLOAD: &[u8] = br#"{"_type":"https://in-toto.io/Statement/v1"}"#;

fn envelope(by: &[u8]) -> Value {
    let parts: Vec<Value> = by.iter().map(|n| serde_json::from_slice(&sign(PAYLOAD, &key(*n))).unwrap()).collect();
    let mut whole = parts[0].clone();
    whole["signatures"] = parts.iter().map(|part| part["signatures"][0].clone()).collect();
    whole
}

/// The payload and the places of the keys that have signed; or what is wrong.
fn check(envelope: &Value, trusted: &[u8]) -> Result<(Vec<u8>, Vec<usize>), String> {
    let envelope = Envelope::read(envelope.to_string().as_bytes()).map_err(|error| error.to_string())?;
    let trusted: Vec<PublicKey> = trusted.iter().map(|number| key(*number).public()).collect();
    let (payload, signers) = verify(&envelope, &trusted).map_err(|error| error.to_string())?;
    Ok((payload.to_vec(), signers))
}

#[test]
fn what_is_signed_is_what_the_specification_says() {
    // protocol.md, "Test Vectors".
    let vector = pae("http://example.com/HelloWorld", b"hello world");
    assert_eq!(vector, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    assert_eq!(pae("", b""), b"DSSEv1 0  0 ");
    assert_eq!(pae("\u{e9}", b"\0"), "DSSEv1 2 \u{e9} 1 \0".as_bytes(), "lengths count bytes");
}

#[test]
fn signatures_are_those_of_the_standard() {
    // RFC 8032 §7.1, tests 1 to 3: seed, public key, message, signature.
    for (seed, public, message, signature) in [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ] {
        let hex = |text: &str| -> Vec<u8> {
            (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
        };
        let key = PrivateKey::from_seed(hex(seed).try_into().unwrap());
        let known = PublicKey::from_bytes(&hex(public).try_into().unwrap()).unwrap();
        assert_eq!(key.public(), known);
        assert_eq!(key.sign(&hex(message)).to_vec(), hex(signature));
        assert!(known.verify(&hex(message), &hex(signature)));
        assert!(!known.verify(&[hex(message), vec![0]].concat(), &hex(signature)));
        assert!(!known.verify(&hex(message), &hex(signature)[..63]));
    }
}

#[test]
fn keys_and_points_that_sign_everything_are_refused() {
    // The neutral element as key and as R, with S = 0, satisfies the equation for every message. Only strict verification refuses it.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let key = PublicKey::from_bytes(&neutral).unwrap();
    let signature = [neutral, [0; 32]].concat();
    assert!(!key.verify(b"anything", &signature));
}

#[test]
fn a_trusted_signature_is_enough_and_needed() {
    let all = |signers: &[usize]| Ok((PAYLOAD.to_vec(), signers.to_vec()));
    assert_eq!(check(&envelope(&[1]), &[1]), all(&[0]));
    assert_eq!(check(&envelope(&[1, 2]), &[2]), all(&[0]), "the other signature is no matter");
    assert_eq!(check(&envelope(&[1, 2]), &[3, 2, 1]), all(&[1, 2]));
    assert_eq!(check(&envelope(&[1, 1]), &[1]), all(&[0]), "twice is once");
    let mut anonymous = envelope(&[1]);
    anonymous["signatures"][0].as_object_mut().unwrap().remove("keyid");
    assert_eq!(check(&anonymous, &[2, 1]), all(&[1]), "a key id is a hint");
    anonymous["signatures"][0]["keyid"] = json!("another tool's name");
    anonymous["more"] = json!({ "that": "is not known" });
    assert_eq!(check(&anonymous, &[1]), all(&[0]));
    let error = check(&envelope(&[1]), &[2]).unwrap_err();
    assert!(error.contains("no key that is trusted") && error.contains(&key(1).public().id()), "{error}");
    assert!(check(&envelope(&[1]), &[]).is_err());
}

#[test]
fn nothing_can_be_changed_after_signing() {
    let good = envelope(&[1, 2]);
    let tamper = |change: &dyn Fn(&mut Value)| {
        let mut bad = good.clone();
        change(&mut bad);
        check(&bad, &[1, 2]).unwrap_err()
    };
    let broken = VerifyError::Broken(key(1).public().id()).to_string();
    assert_eq!(tamper(&|e| e["payload"] = json!("e30=")), broken);
    assert_eq!(
        tamper(&|e| {
            let (one, two) = (e["signatures"][0]["sig"].clone(), e["signatures"][1]["sig"].clone());
            (e["signatures"][0]["sig"], e["signatures"][1]["sig"]) = (two, one);
        }),
        broken,
        "swapped signatures"
    );
    let field = |name| EnvelopeError::Field(name).to_string();
    assert_eq!(
        tamper(&|e| e["payloadType"] = json!("text/plain")),
        EnvelopeError::PayloadType("text/plain".into()).to_string()
    );
    assert_eq!(tamper(&|e| e["signatures"] = json!([])), EnvelopeError::NoSignatures.to_string());
    assert_eq!(tamper(&|e| e["signatures"] = json!("none")), field("signatures"));
    let many = tamper(&|e| e["signatures"] = vec![e["signatures"][0].clone(); 101].into());
    assert_eq!(many, EnvelopeError::TooManySignatures(101).to_string());
    assert_eq!(tamper(&|e| e["signatures"][1]["sig"] = json!("***")), field("sig"));
    assert_eq!(tamper(&|e| e["payload"] = json!("e30")), field("payload"), "base64 has its padding");
    assert_eq!(tamper(&|e| *e = json!([])), field("payloadType"));
}

#[test]
fn a_file_is_read_whole_or_not_at_all() {
    let bytes = sign(PAYLOAD, &key(1));
    assert_eq!(sign(PAYLOAD, &key(1)), bytes, "the same input gives the same bytes");
    let read = Envelope::read(&bytes).unwrap();
    assert_eq!((read.unverified_payload(), read.signatures.len()), (PAYLOAD, 1));
    for end in 0..bytes.len() - 1 {
        assert!(matches!(Envelope::read(&bytes[..end]), Err(EnvelopeError::Json(_))), "cut off at {end}");
    }
    assert!(matches!(Envelope::read(&[&bytes[..], b"{}"].concat()), Err(EnvelopeError::Json(_))));
    let text = String::from_utf8(bytes).unwrap();
    let twice = text.replacen('{', &format!("{{\"payloadType\":\"{PAYLOAD_TYPE}\","), 1);
    let error = Envelope::read(twice.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("\"payloadType\" is there twice"), "{error}");
    assert_eq!(Envelope::read(PAYLOAD), Err(EnvelopeError::Unsigned));
    assert_eq!(Envelope::read(&vec![b' '; MAX_EVIDENCE + 1]), Err(EnvelopeError::TooLarge));
    let url_safe = text.replace('+', "-").replace('/', "_").replace("application_vnd.in-toto-json", PAYLOAD_TYPE);
    assert!(Envelope::read(url_safe.as_bytes()).is_ok(), "{url_safe}");
}
