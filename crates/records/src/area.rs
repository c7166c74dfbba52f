//! The award's five areas, as its form of 2013 had them.

crate::words! {
    /// One of the award's five areas.
    Area as "area" {
        /// Service, security and accessibility.
        Service = "service",
        /// Democracy and participation.
        Democracy = "democracy",
        /// Building the good society.
        Society = "society",
        /// Lower costs and better efficiency.
        Efficiency = "efficiency",
        /// Co-operation with others.
        Collaboration = "collaboration",
    }
}
