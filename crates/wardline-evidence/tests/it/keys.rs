//! Keys that the real tools made, and keys that are of no use here.

use crate::key;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use wardline_evidence::{KeyError, PAYLOAD_TYPE, PrivateKey, PublicKey, pae};

/// Runs a tool in a folder; nothing if this machine has none.
fn tool(folder: &Path, program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(folder).env("HOME", folder).output().ok()?;
    assert!(output.status.success(), "{program} {arguments:?}: {output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn read(folder: &TempDir, file: &str) -> Vec<u8> {
    std::fs::read(folder.path().join(file)).unwrap()
}

#[test]
fn keys_of_ssh_keygen_are_read() {
    let folder = TempDir::new().unwrap();
    for (file, passphrase) in [("plain", ""), ("locked", "EXAMPLE horse")] {
        let made = tool(
            folder.path(),
            "ssh-keygen",
            &["-q", "-t", "ed25519", "-N", passphrase, "-C", "ci@example.org", "-f", file],
        );
        if made.is_none() {
            return;
        }
        let printed = tool(folder.path(), "ssh-keygen", &["-l", "-f", &format!("{file}.pub")]).unwrap();
        let public = PublicKey::read(&read(&folder, &format!("{file}.pub"))).unwrap();
        assert!(printed.contains(&public.id()), "{printed}");
        let line = String::from_utf8(read(&folder, &format!("{file}.pub"))).unwrap();
        assert!(line.starts_with(&public.line()), "{line}");
        let private = PrivateKey::read(&read(&folder, file), Some(passphrase).filter(|p| !p.is_empty())).unwrap();
        assert_eq!(private.public(), public);
        let refused = PublicKey::read(&read(&folder, file)).unwrap_err();
        assert_eq!(refused, KeyError::WrongHalf("private"));
        assert_eq!(PrivateKey::read(line.as_bytes(), None).unwrap_err(), KeyError::WrongHalf("public"));
    }
    assert_eq!(PrivateKey::read(&read(&folder, "locked"), None).unwrap_err(), KeyError::Encrypted);
    assert_eq!(PrivateKey::read(&read(&folder, "locked"), Some("wrong")).unwrap_err(), KeyError::Passphrase);
    for (kind, name) in [("rsa", "ssh-rsa"), ("ecdsa", "ecdsa-sha2-nistp256")] {
        tool(folder.path(), "ssh-keygen", &["-q", "-t", kind, "-N", "", "-f", kind]).unwrap();
        let expected = KeyError::OtherType(name.to_owned());
        assert_eq!(PrivateKey::read(&read(&folder, kind), None).unwrap_err(), expected);
        assert_eq!(PublicKey::read(&read(&folder, &format!("{kind}.pub"))).unwrap_err(), expected);
    }
}

#[test]
fn openssl_and_we_verify_each_other() {
    let folder = TempDir::new().unwrap();
    let openssl = |arguments: &[&str]| tool(folder.path(), "openssl", arguments);
    if openssl(&["genpkey", "-algorithm", "ed25519", "-out", "key.pem"]).is_none() {
        return;
    }
    openssl(&["pkey", "-in", "key.pem", "-pubout", "-out", "key.pub"]).unwrap();
    let private = PrivateKey::read(&read(&folder, "key.pem"), None).unwrap();
    let public = PublicKey::read(&read(&folder, "key.pub")).unwrap();
    assert_eq!(private.public(), public);
    let message = pae(PAYLOAD_TYPE, b"{}");
    std::fs::write(folder.path().join("message"), &message).unwrap();
    std::fs::write(folder.path().join("ours"), private.sign(&message)).unwrap();
    let verify = ["pkeyutl", "-verify", "-pubin", "-inkey", "key.pub", "-rawin", "-in", "message", "-sigfile", "ours"];
    assert!(openssl(&verify).unwrap().contains("Verified Successfully"));
    openssl(&["pkeyutl", "-sign", "-inkey", "key.pem", "-rawin", "-in", "message", "-out", "theirs"]).unwrap();
    assert_eq!(read(&folder, "theirs"), private.sign(&message));
    for (algorithm, name) in [("rsa", "RSA"), ("ed448", "Ed448"), ("x25519", "X25519")] {
        openssl(&["genpkey", "-algorithm", algorithm, "-out", "other.pem"]).unwrap();
        openssl(&["pkey", "-in", "other.pem", "-pubout", "-out", "other.pub"]).unwrap();
        let expected = KeyError::OtherType(name.to_owned());
        assert_eq!(PrivateKey::read(&read(&folder, "other.pem"), None).unwrap_err(), expected);
        assert_eq!(PublicKey::read(&read(&folder, "other.pub")).unwrap_err(), expected);
    }
    openssl(&["pkey", "-in", "key.pem", "-aes256", "-passout", "pass:EXAMPLE", "-out", "locked.pem"]).unwrap();
    assert_eq!(PrivateKey::read(&read(&folder, "locked.pem"), Some("EXAMPLE")).unwrap_err(), KeyError::EncryptedPkcs8);
    let whole = read(&folder, "key.pem");
    assert!(matches!(PrivateKey::read(&whole[..whole.len() / 2], None), Err(KeyError::Damaged(_))));
}

#[test]
fn what_is_no_key_is_refused_with_what_to_do() {
    for bad in [
        &b""[..],
        b"hello",
        b"\xff\xfe",
        b"ssh ed25519 AAAA",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    ] {
        assert_eq!(PublicKey::read(bad).unwrap_err(), KeyError::NoKey, "{bad:?}");
        let error = PrivateKey::read(bad, None).unwrap_err();
        assert_eq!((&error, error.help().contains("ssh-keygen -t ed25519")), (&KeyError::NoKey, true));
    }
    let line = key(1).public().line();
    assert!(matches!(PublicKey::read(&line.as_bytes()[..40]), Err(KeyError::Damaged(_))));
    assert_eq!(PublicKey::read(format!("{line} someone@example.org\n").as_bytes()).unwrap(), key(1).public());
    assert_eq!(PublicKey::read(format!("{line}\n{line}\n").as_bytes()).unwrap_err(), KeyError::NoKey, "one key a file");
    assert!(!format!("{:?}", key(1)).contains("[1, 1"), "a key does not get into a log");
}
