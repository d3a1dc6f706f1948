# ruleid: iac.network.terraform.gcp-firewall-open
resource "google_compute_firewall" "ssh" {
  name          = "ssh"
  network       = google_compute_network.clinic.name
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}

# ruleid: iac.network.terraform.gcp-firewall-open
resource "google_compute_firewall" "dicom" {
  name          = "dicom"
  network       = google_compute_network.clinic.name
  source_ranges = ["10.0.0.0/8", "0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["443", "11112"]
  }
}

# ruleid: iac.network.terraform.gcp-firewall-open
resource "google_compute_firewall" "everything" {
  name          = "everything"
  network       = google_compute_network.clinic.name
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "all"
  }
}

# ok: iac.network.terraform.gcp-firewall-open
resource "google_compute_firewall" "portal" {
  name          = "portal"
  network       = google_compute_network.clinic.name
  source_ranges = ["0.0.0.0/0"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

# ok: iac.network.terraform.gcp-firewall-open
resource "google_compute_firewall" "iap_ssh" {
  name          = "iap-ssh"
  network       = google_compute_network.clinic.name
  source_ranges = ["35.235.240.0/20"]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}

# ok: iac.network.terraform.gcp-firewall-open
resource "google_compute_firewall" "deny_all" {
  name          = "deny-all"
  network       = google_compute_network.clinic.name
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }
}
