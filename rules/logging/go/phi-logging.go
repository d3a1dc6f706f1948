package records

import (
	"log"
	"log/slog"

	"go.uber.org/zap"
)

func open(patient *Patient, logger *zap.Logger) {
	// ruleid: logging.go.phi-logging
	log.Printf("opened record of %s", patient.SSN)
	// ruleid: logging.go.phi-logging
	slog.Info("opened record", "name", patient.FamilyName)
	// ruleid: logging.go.phi-logging
	logger.Info("opened record", zap.String("dob", patient.DateOfBirth))
	// ruleid: logging.go.phi-logging
	log.Printf("patient: %+v", patient)
}

func search(mrn string) {
	// ruleid: logging.go.phi-logging
	slog.Debug("search", "mrn", mrn)
}

func coded(encounter Encounter) {
	// ruleid: logging.go.phi-logging
	log.Println("coded as", encounter.Diagnosis)
}

func opaque(patient *Patient) {
	// ok: logging.go.phi-logging
	slog.Info("opened record", "patient_id", patient.ID)
}

func masked(patient *Patient, mrn string) {
	// ok: logging.go.phi-logging
	log.Printf("opened record of %s", privacy.Mask(patient.SSN))
	// ok: logging.go.phi-logging
	slog.Debug("search", "mrn_length", len(mrn))
}

func staff(user User, ward Ward) {
	// ok: logging.go.phi-logging
	log.Printf("user %s on ward %s", user.Name, ward.Name)
}

func letter(patient *Patient, out *Letter) {
	// ok: logging.go.phi-logging
	out.Add(patient.FamilyName)
}

func text() {
	// ok: logging.go.phi-logging
	slog.Info("mrn index rebuilt")
}
