package records

import (
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

const openOnly = "closed = false"

func byName(db *gorm.DB, name string) (out []Patient) {
	// ruleid: inj.sql.go.gorm-raw
	db.Where(fmt.Sprintf("family_name = '%s'", name)).Find(&out)
	return out
}

func sorted(db *gorm.DB, column string) (out []Patient) {
	// ruleid: inj.sql.go.gorm-raw
	db.Order("patients." + column).Find(&out)
	return out
}

func report(db *gorm.DB, ward string) (out []Patient) {
	query := fmt.Sprintf("SELECT * FROM admission WHERE ward = '%s'", ward)
	// ruleid: inj.sql.go.gorm-raw
	db.Raw(query).Scan(&out)
	return out
}

func bound(db *gorm.DB, name string) (out []Patient) {
	// ok: inj.sql.go.gorm-raw
	db.Where("family_name = ?", name).Find(&out)
	return out
}

func constant(db *gorm.DB) (out []Patient) {
	// ok: inj.sql.go.gorm-raw
	db.Where(openOnly).Order("family_name").Find(&out)
	return out
}

func byColumn(db *gorm.DB, column string) (out []Patient) {
	// ok: inj.sql.go.gorm-raw
	db.Order(clause.OrderByColumn{Column: clause.Column{Name: column}}).Find(&out)
	return out
}
